import LuaBridge

/// Every Lua module of the workbench; each is built when a script first requires it.
public let modules = Registry([
  .init("workbench", workbenchModule),
  .init("tensor", tensorModule),
  .init("nn", nnModule),
  .init("optim", optimModule),
  .init("dist", distModule),
  .init("models", modelsModule),
  .init("datasets", datasetsModule),
  .init("image", imageModule),
  .init("plot", plotModule),
  .init("json", jsonModule),
  .init("gp", gpModule),
  .init("bo", boModule),
  .init("metrics", metricsModule),
])
