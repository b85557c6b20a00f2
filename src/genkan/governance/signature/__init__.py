"""Signatures on the command line (コマンドでの署名): who signs proves it by a code made on a page of their own."""
