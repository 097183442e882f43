namespace Federated.Learning.Modules;

/// <summary>A module and its place in the model, as messages name it.</summary>
internal sealed record NamedModule(string Name, IModule Module);
