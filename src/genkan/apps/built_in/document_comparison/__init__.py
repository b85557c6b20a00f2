"""文書比較: two texts paragraph by paragraph, and the dates, amounts and numbers that changed."""
