"""What marks are drawn with: colours and sizes, words with a halo, and sprites."""
