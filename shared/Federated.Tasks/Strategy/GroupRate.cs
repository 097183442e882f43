using Federated.Tasks.Reports;

namespace Federated.Tasks.Strategy;

/// <summary>How often one group was followed by what a task predicts, over all partners.</summary>
/// <param name="Field">The field whose values the groups are: channel, arm.</param>
/// <param name="Value">The group.</param>
/// <param name="Rows">Rows of it.</param>
/// <param name="Rate">Mean outcome of them, with its interval of 95 % where there is one.</param>
public sealed record GroupRate(string Field, string Value, long Rows, Estimate Rate);
