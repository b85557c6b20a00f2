"""From a question to ranked articles: look-up, evidence of words and citations, fusion, confidence, highlights."""
