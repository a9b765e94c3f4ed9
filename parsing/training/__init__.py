"""Makes the weights that `parsing.extraction.choice` applies, from labelled articles.

``python -m parsing.training tests/corpus/dev`` (or ``make train``) writes ``parsing/extraction/weights.npz``. It needs
scikit-learn (``pip install 'mercato[train]'``); reading articles does not.
"""
