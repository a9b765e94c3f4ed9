"""How fast it is: always as a ratio to a peer on the same pages in the same run."""
