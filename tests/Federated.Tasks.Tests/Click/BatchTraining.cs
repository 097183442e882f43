using Federated.Learning.Factorization;
using Federated.Learning.Losses;
using Federated.Learning.Modules;
using Federated.Learning.Optimizers;
using Federated.Learning.Training;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Click;

/// <summary>
/// A factorisation machine or DeepFM trained as is usual where all rows lie in one place: small batches, Adam with decay, the pass with the lowest loss of validation
/// rows, and of several learning rates and decays those with the lowest. Pages have a token each, without the collisions of a hash.
/// </summary>
internal static class BatchTraining
{
    private static readonly (float LearningRate, float Decay)[] Grid = [(0.001f, 0.1f), (0.001f, 1), (0.001f, 3), (0.003f, 1), (0.003f, 3)];

    /// <summary>Logits of fresh rows.</summary>
    public static float[] Logits(JobSpec job, int pages, bool isDeep, LocalTable pool, LocalTable fresh)
    {
        var sizes = new FactorizationArchitecture { Numbers = 2, Fields = 3, Tokens = pages + 1 + 4 + 3, Hidden = isDeep ? [32, 16] : [] };
        LabelledRows Part(RowPart part) => Encode(TrainTestSplit.Part(pool, part, job.Evaluation.TestFraction, job.Evaluation.ValidationFraction), pages);
        LabelledRows training = Part(RowPart.Training), validation = Part(RowPart.Validation);
        (double loss, IModel best) = (double.PositiveInfinity, sizes.Create(1));
        foreach ((float learningRate, float decay) in Grid)
        {
            IModel model = sizes.Create(1);
            TrainingResult result = Trainer.Train(model, training, validation, new BinaryCrossEntropy(), new TrainerOptions
            {
                Epochs = 30,
                BatchSize = 128,
                Optimizer = new AdamOptions { LearningRate = learningRate, WeightDecay = decay },
                EarlyStopping = new EarlyStoppingOptions { Patience = 2 },
            });
            double reached = result.ValidationLosses.Min();
            (loss, best) = reached < loss ? (reached, model) : (loss, best);
        }

        return Predictor.Logits(best, Encode(fresh, pages).Features);
    }

    private static LabelledRows Encode(LocalTable table, int pages)
    {
        ReadOnlySpan<string?> texts = table.Texts("page");
        ReadOnlySpan<int> creatives = table.Categories("creative"), channels = table.Categories("channel");
        ReadOnlySpan<double> hours = table.Numbers("hour"), prices = table.Numbers("price");
        var features = new float[table.RowCount * 5];
        for (int row = 0; row < table.RowCount; row++)
        {
            int page = texts[row] is { } text ? int.Parse(text["/page/".Length..], System.Globalization.CultureInfo.InvariantCulture) : pages;
            float[] cells = [(float)((hours[row] - 11.5) / 6.9), (float)((prices[row] - 50) / 28.9), page, pages + 1 + creatives[row], pages + 5 + channels[row]];
            cells.CopyTo(features.AsSpan(row * 5));
        }

        return new LabelledRows(features, 5, table.Labels.ToArray());
    }
}
