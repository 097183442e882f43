using System.Collections.Immutable;
using Federated.Learning.Kernels;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

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
    /// <param name="workers">Threads of the optimiser for large parameters; the calling thread alone when left out. Results do not depend on them.</param>
    /// <exception cref="ArgumentException">Options out of range, no rows, or sizes or labels that do not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite; the model's parameters are then useless.</exception>
    public static TrainingResult Train(IModel model, LabelledRows rows, ILoss loss, TrainerOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        RequireFit(model, rows, loss);
        var split = new ValidationSplit(rows.Count, options.ValidationShare, options.Seed);
        return split.Validation.Length > 0
            ? Run(model, rows.Select(split.Training), new ValidationRows(rows, split.Validation), loss, options, workers)
            : Run(model, rows, null, loss, options, workers);
    }

    /// <summary>Trains in place; rows of their own judge each pass, for early stopping and for learning rates that follow the loss.</summary>
    /// <param name="model">Moved from the parameters that it has.</param>
    /// <param name="rows">At least one row, as wide as the model.</param>
    /// <param name="validation">At least one row, as wide as the model; none of them trains.</param>
    /// <param name="loss">As many logits as the model's outputs.</param>
    /// <param name="options">Checked first; without a validation share.</param>
    /// <param name="workers">As in the other form.</param>
    /// <exception cref="ArgumentException">Options out of range, no rows, or sizes or labels that do not fit.</exception>
    /// <exception cref="NonFiniteLossException">The loss became NaN or infinite; the model's parameters are then useless.</exception>
    public static TrainingResult Train(IModel model, LabelledRows rows, LabelledRows validation, ILoss loss, TrainerOptions options, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(validation);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (options.ValidationShare > 0)
            throw new ArgumentException($"Rows of their own judge the passes, but the options hold back a share of {options.ValidationShare} too; set it to 0.", nameof(options));
        RequireFit(model, rows, loss);
        RequireFit(model, validation, loss);
        return Run(model, rows, new ValidationRows(validation, [.. Enumerable.Range(0, validation.Count)]), loss, options, workers);
    }

    private static TrainingResult Run(IModel model, LabelledRows training, ValidationRows? validation, ILoss loss, TrainerOptions options, Workers? workers)
    {
        if (model.Buffers.Count > 0 && Math.Min(options.BatchSize, training.Count) < 2)
        {
            throw new ArgumentException(
                $"The model normalises over batches of 2 rows at least, but there are {training.Count} rows in batches of {options.BatchSize}; give more.", nameof(training));
        }

        var plan = new LearningRatePlan(options.CreateOptimizer(model.Parameters, workers), options);
        ITrainingRun run = options.Clipped is { } clipped
            ? new ClippedRun(model, training, loss, options, plan, clipped)
            : new TrainingRun(model, training, loss, options, plan);
        EarlyStopping? stopping = options.EarlyStopping is { } early ? new EarlyStopping(model.Parameters, early, model.Buffers) : null;
        int[] order = [.. Enumerable.Range(0, training.Count)];
        var source = new SeededGenerator(options.Seed);
        var losses = ImmutableArray.CreateBuilder<double>();
        var judged = ImmutableArray.CreateBuilder<double>();
        bool stop = false;
        while (losses.Count < options.Epochs && !stop)
        {
            source.Shuffle<int>(order);
            losses.Add(run.Pass(order));
            if (validation is not null)
                judged.Add(validation.Loss(model, loss, options.BatchSize, run.Steps));
            double watched = validation is null ? losses[^1] : judged[^1];
            plan.AfterPass(watched);
            stop = stopping?.Observe(watched) ?? false;
        }

        stopping?.Restore();
        RequireFiniteParameters(model, run.Steps);
        return new TrainingResult(run.Steps, losses.ToImmutable()) { ValidationLosses = judged.ToImmutable(), KeptEpoch = stopping?.BestPass ?? losses.Count };
    }

    // The last step was followed by no loss that would have shown that it broke a parameter.
    private static void RequireFiniteParameters(IModel model, int steps)
    {
        foreach (Parameter parameter in model.Parameters)
        {
            if (!TensorPrimitives.IsFiniteAll<float>(parameter.Values))
                throw new NonFiniteLossException(steps, parameter.Name, double.NaN);
        }
    }

    private static void RequireFit(IModel model, LabelledRows rows, ILoss loss)
    {
        if (rows.Count == 0)
            throw new ArgumentException("There are no rows to train on.", nameof(rows));
        if (rows.Columns != model.InputSize)
            throw new ArgumentException($"The rows have {rows.Columns} features, but the model takes {model.InputSize}.", nameof(rows));
        if (loss.OutputSize != model.OutputSize)
            throw new ArgumentException($"The loss takes {loss.OutputSize} logits a row, but the model gives {model.OutputSize}.", nameof(loss));
        if (loss.LabelSize != rows.LabelColumns)
            throw new ArgumentException($"The loss takes {loss.LabelSize} labels a row, but the rows have {rows.LabelColumns}.", nameof(loss));
        loss.RequireLabels(rows.Labels.Span);
    }
}
