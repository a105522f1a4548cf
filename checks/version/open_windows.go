package version

// withoutWaiting is for systems whose files may be pipes.
const withoutWaiting = 0
