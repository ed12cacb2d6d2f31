"""A simulated district over real protocols. Nothing outside `demo` may depend on it: the wall never knows that it is a demo."""
