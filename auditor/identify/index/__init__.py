"""The known license texts, looked up by digest or by their words."""
