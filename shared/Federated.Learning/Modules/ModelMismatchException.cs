namespace Federated.Learning.Modules;

/// <summary>A snapshot does not fit the architecture that it is loaded into. The message names the tensor.</summary>
public sealed class ModelMismatchException(string message) : Exception(message);
