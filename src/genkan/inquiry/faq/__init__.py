"""Answers that are given again and again (よくある質問): made of answered cases, resting on articles, looked at anew when these change."""
