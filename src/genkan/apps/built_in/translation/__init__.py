"""翻訳: paragraph by paragraph, with the office's list of terms, numbers and paragraphs checked."""
