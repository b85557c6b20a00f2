"""校正: the rules of official writing, then a proposal of a model that may change no number and no citation."""
