using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>Asks for sums of labels.</summary>
/// <param name="Mapper">The bins of the columns that the rows must have.</param>
/// <param name="Target">What is predicted; labels of a regression are clipped to ± its largest.</param>
/// <param name="HeldBack">A row that this draws does not count; null when every row does.</param>
/// <param name="LabelQuantum">Labels of a regression are summed as the nearest whole multiples of it, each times its row's weight.</param>
/// <param name="WeightQuantum">Weights are summed as the nearest whole multiples of it; 0 when every row weighs 1.</param>
public sealed record TreeLabelRequest(BinMapper Mapper, TreeTarget Target, RowDraws? HeldBack, double LabelQuantum, double WeightQuantum = 0);
