using Federated.Tasks.Documents;

namespace Federated.Tasks.Jobs;

/// <summary>Reads and writes <c>training:</c>.</summary>
internal static class TrainingReader
{
    public static TrainingSpec Read(DocumentSection? section, ModelKind model)
    {
        TrainingAlgorithm fallback = model is ModelKind.Mlp or ModelKind.Gru ? TrainingAlgorithm.FedAvg : TrainingAlgorithm.Exact;
        if (section is null)
            return new TrainingSpec { Algorithm = fallback };
        TrainingAlgorithm algorithm = Algorithm(section, model, fallback);
        var standard = new TrainingSpec();
        double serverRate = algorithm is TrainingAlgorithm.FedAdam or TrainingAlgorithm.FedYogi or TrainingAlgorithm.FedAdagrad ? 0.1 : 1;
        var training = new TrainingSpec
        {
            Algorithm = algorithm,
            Rounds = section.WholeNumber("rounds", 1, 1000, standard.Rounds),
            LocalEpochs = section.WholeNumber("local_epochs", 1, 100, standard.LocalEpochs),
            BatchSize = section.WholeNumber("batch_size", 1, 65536, standard.BatchSize),
            LearningRate = section.Number("learning_rate", new NumberRange(0, 10, MinimumExcluded: true), standard.LearningRate),
            WeightDecay = section.Number("weight_decay", new NumberRange(0, 1), standard.WeightDecay),
            ClipNorm = section.Number("clip_norm", new NumberRange(0, 1e6, MinimumExcluded: true), standard.ClipNorm),
            Proximal = section.Number("proximal", new NumberRange(0, 1000), standard.Proximal),
            ServerLearningRate = section.Number("server_learning_rate", new NumberRange(0, 10, MinimumExcluded: true), serverRate),
        };
        section.Close();
        return training;
    }

    public static void Write(DocumentWriter writer, TrainingSpec training)
    {
        writer.Word("algorithm", WordOf(training.Algorithm));
        writer.Number("rounds", training.Rounds);
        writer.Number("local_epochs", training.LocalEpochs);
        writer.Number("batch_size", training.BatchSize);
        writer.Number("learning_rate", training.LearningRate);
        writer.Number("weight_decay", training.WeightDecay);
        writer.Number("clip_norm", training.ClipNorm);
        writer.Number("proximal", training.Proximal);
        writer.Number("server_learning_rate", training.ServerLearningRate);
    }

    private static TrainingAlgorithm Algorithm(DocumentSection section, ModelKind model, TrainingAlgorithm fallback)
    {
        TrainingAlgorithm[] known = model switch
        {
            ModelKind.Mlp => [.. Enum.GetValues<TrainingAlgorithm>().Where(algorithm => algorithm != TrainingAlgorithm.Exact)],
            ModelKind.Gru => [.. Enum.GetValues<TrainingAlgorithm>().Where(algorithm => algorithm is not (TrainingAlgorithm.Exact or TrainingAlgorithm.Scaffold))],
            ModelKind.Logistic => Enum.GetValues<TrainingAlgorithm>(),
            _ => [TrainingAlgorithm.Exact],
        };
        string word = section.Choice("algorithm", [.. known.Select(WordOf)], WordOf(fallback));
        return known.Single(algorithm => WordOf(algorithm) == word);
    }

    /// <summary>As a job writes it.</summary>
    public static string WordOf(TrainingAlgorithm algorithm) => algorithm.ToString().ToLowerInvariant();
}
