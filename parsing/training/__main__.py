"""``python -m parsing.training FOLDER…``: fit the weights to labelled articles and write them into the package."""

from __future__ import annotations

import sys
from pathlib import Path

from parsing.corpus import labelled
from parsing.training.examples import examples

WEIGHTS = Path(__file__).parents[1] / "extraction" / "weights.npz"


def main(folders: list[str]) -> int:
    """Train on the articles of `folders`; return the exit code."""
    try:
        from parsing.training.fit import fit
    except ImportError:
        print("training: expected scikit-learn, found none: pip install 'mercato[train]'", file=sys.stderr)
        return 2
    articles = [each for folder in folders for each in labelled(Path(folder))]
    if not articles:
        print(f"training: {' '.join(folders) or 'no folder'}: expected labelled articles, found none", file=sys.stderr)
        return 2
    print(f"{len(articles)} articles, {sum(len(each.facts) for each in articles)} facts")
    try:
        model = fit(examples(articles), print)
    except ValueError as error:  # too few articles to have an example of every answer
        print(f"training: {' '.join(folders)}: {error}", file=sys.stderr)
        return 2
    model.save(str(WEIGHTS))
    print(f"wrote {WEIGHTS} ({WEIGHTS.stat().st_size / 2**20:.1f} MiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
