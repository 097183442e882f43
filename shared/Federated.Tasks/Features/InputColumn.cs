namespace Federated.Tasks.Features;

/// <summary>One input of a model.</summary>
/// <param name="Name">For people, for example <c>plan=gold</c>; unique in its plan.</param>
/// <param name="Formula">How it follows from a row.</param>
/// <param name="Typical">Its mean over all partners' training rows, as far as the joint statistics tell: what a row is compared with when it is explained.</param>
public sealed record InputColumn(string Name, ColumnFormula Formula, double Typical);
