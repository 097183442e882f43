using System.Collections.Immutable;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;

namespace Federated.Learning.Training;

/// <summary>
/// Trains a model on rows in memory. Each pass visits every row once, in an order that depends on the seed alone; equal models, rows and options give
/// equal parameters on the same hardware. The optimiser starts afresh with each call.
/// </summary>
public static class Trainer
{
    /// <summary>Trains in place.</summary>
    /// <param name="model">Moved from the parameters that it has.</param>
    /// <param name="rows">At least one row, as wide as the model.</param>
    /// <param name="loss">As many logits as the model's outputs.</param>
    /// <param name="options">Checked first.</param>
    /// <exception cref="ArgumentException">Options out of range, no rows, or sizes or labels that do not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite; the model's parameters are then useless.</exception>
    public static TrainingResult Train(IModel model, LabelledRows rows, ILoss loss, TrainerOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RequireFit(model, rows, loss);

        var run = new TrainingRun(model, rows, loss, options);
        var order = new int[rows.Count];
        for (int row = 0; row < order.Length; row++)
            order[row] = row;
        var source = new SeededGenerator(options.Seed);
        var losses = ImmutableArray.CreateBuilder<double>(options.Epochs);
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            source.Shuffle<int>(order);
            losses.Add(run.Pass(order));
        }

        run.RequireFiniteParameters();
        return new TrainingResult(run.Steps, losses.MoveToImmutable());
    }

    private static void RequireFit(IModel model, LabelledRows rows, ILoss loss)
    {
        if (rows.Count == 0)
            throw new ArgumentException("There are no rows to train on.", nameof(rows));
        if (rows.Columns != model.InputSize)
            throw new ArgumentException($"The rows have {rows.Columns} features, but the model takes {model.InputSize}.", nameof(rows));
        if (loss.OutputSize != model.OutputSize)
            throw new ArgumentException($"The loss takes {loss.OutputSize} logits a row, but the model gives {model.OutputSize}.", nameof(loss));
        loss.RequireLabels(rows.Labels.Span);
    }
}
