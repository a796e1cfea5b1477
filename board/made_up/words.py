"""Names and sentences for the made-up programme."""

PLACES = (
    "Ashford", "Alderley", "Barton", "Bexhill", "Calder", "Cleeve", "Colne", "Crewe", "Darwen", "Dearne", "Easton",
    "Elmet", "Fenwick", "Frome", "Garstang", "Glossop", "Hallam", "Helmsley", "Ilkley", "Irwell", "Keswick", "Kirkby",
    "Langdale", "Ludlow", "Malton", "Medway", "Nidd", "Newby", "Otley", "Oxley", "Pendle", "Penrith", "Ribble",
    "Rother", "Selby", "Skipton", "Tamar", "Thirsk", "Ure", "Ulley", "Wenlock", "Wharfe", "Yarrow", "Yeadon",
)  # fmt: skip
KINDS_OF_PLACE = ("Together", "Health Partnership", "Care Alliance", "Community Network", "Hospitals Group", "Primary Care Home")
SUBJECTS = (
    "Shared rotas", "A common patient record", "Legal advice on a joint venture", "Video clinics", "Pooled budgets", "An outcomes contract",
    "Care home rounds", "Community pharmacy", "A workforce plan", "Logic models", "Urgent care triage", "Remote monitoring",
    "Patient panels", "Bed capacity", "Mental health crisis teams", "Carers’ support", "Estates and shared premises",
    "Data sharing agreements",
)  # fmt: skip
SETTINGS = (
    "between two sites",
    "across the borough",
    "for frail older people",
    "with the council",
    "in community hospitals",
    "over the winter",
)
NEEDS = (
    "Help to agree this between the partners, with somebody who has done it elsewhere.",
    "An expert for ten days, and a template that we can adapt.",
    "A view of the regulators before we go to the boards.",
    "Support to measure whether it works, from the first month.",
)
COMMENTS = (
    "Could we talk about this on Tuesday?",
    "The draft is with the partners until the end of the week.",
    "This waits for the data of one trust.",
    "The first session was well attended.",
)
PRAISE = ("It was what we needed.", "It came in time.", "Partly: the second half was for another kind of site.")
COMPLAINTS = ("It came too late for the boards.", "One of the two sites was left out.")
GOALS = (
    "A common operating model",
    "First patients seen",
    "Shared record in use",
    "Business case agreed",
    "Board in common",
    "Evaluation begun",
)
DELAYS = ("The post is not filled.", "The boards meet a month later.", "The supplier is late.", "Winter came first.")
