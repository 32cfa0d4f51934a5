"""How a bench says what it measured."""


def line(name: str, figure: str, goal: str, good: bool) -> bool:
    print(f"  {'✓' if good else '✗'} {name:<46} {figure:<46} {goal}", flush=True)
    return good
