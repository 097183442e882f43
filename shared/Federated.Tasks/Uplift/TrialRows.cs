using Federated.Tasks.Schema;

namespace Federated.Tasks.Uplift;

/// <summary>Customers as learners of both kinds take them.</summary>
/// <param name="Table">As the contract has them: trees read these.</param>
/// <param name="Encoded">Inputs of linear models, row-major.</param>
internal readonly record struct TrialRows(LocalTable Table, ReadOnlyMemory<float> Encoded);
