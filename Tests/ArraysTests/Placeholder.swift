import Testing
// placeholder, delete when the first real test arrives
