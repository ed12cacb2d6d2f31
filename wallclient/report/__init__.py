class ReportInputs:
    @classmethod
    def of(cls,*a): return cls()
def write_report(*a,**k): pass
