namespace Federated.Learning.Explanations;

/// <summary>A model as a function: what it predicts for each row. Any model of this project, or of another's, can be explained through it.</summary>
/// <param name="features">rows × columns, row-major; valid during the call.</param>
/// <returns>One number a row: a score, probability or value.</returns>
public delegate float[] Scorer(ReadOnlyMemory<float> features);
