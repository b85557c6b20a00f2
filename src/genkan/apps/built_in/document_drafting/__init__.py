"""文書作成: official documents of nine kinds, whose fixed parts are placed by a template and never by a model."""
