namespace Federated.Simulation.Tests.Harness;

/// <summary>The node's process ends here: nothing after this point of its program runs.</summary>
internal sealed class SimulatedDeathException : Exception;
