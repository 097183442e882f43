namespace Federated.Computations.NaiveBayes;

/// <summary>A batch of rows of numbers and categories, each of a class. Not copied: the arrays must not change.</summary>
/// <param name="Numbers">rows × numeric columns, row-major, finite.</param>
/// <param name="Categories">rows × category columns, row-major: indices, −1 for a missing or unknown value.</param>
/// <param name="Labels">One a row: the class's index.</param>
public sealed record ClassifiedRows(ReadOnlyMemory<float> Numbers, ReadOnlyMemory<int> Categories, ReadOnlyMemory<int> Labels);
