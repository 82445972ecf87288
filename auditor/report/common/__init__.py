"""What every format shares: words, cleaning, the page."""
