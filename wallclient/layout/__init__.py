"""From a layout file and the monitors to a plan of windows and panes, and to the steps between two plans.

Pure: nothing here opens a window or knows a toolkit.
"""
