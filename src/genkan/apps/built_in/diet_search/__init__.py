"""国会答弁検索: speeches from the Diet records API or from imported files, never without their source."""
