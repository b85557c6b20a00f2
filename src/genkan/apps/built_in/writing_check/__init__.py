"""公用文チェッカー: a text and files against the rules of official Japanese, and apart from them what a model suggests."""
