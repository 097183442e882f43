using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>The canonical text of a job.</summary>
internal static class JobSpecWriter
{
    public static string Write(JobSpec job)
    {
        var writer = new DocumentWriter();
        writer.Text("name", job.Name);
        writer.Text("task", job.Task);
        writer.Section("contract", () => DataContractWriter.Write(writer, job.Contract.Name, job.Contract.Fields));
        writer.Section("model", () => Write(writer, job.Model));
        writer.Section("training", () => Write(writer, job.Training));
        writer.Section("evaluation", () =>
        {
            writer.Number("test_fraction", job.Evaluation.TestFraction);
            writer.Text("salt", job.Evaluation.Salt);
        });
        writer.Section("cohort", () =>
        {
            writer.Number("minimum", job.Cohort.Minimum);
            writer.Number("collusion", job.Cohort.Collusion);
            writer.Number("dropout", job.Cohort.Dropout);
        });
        writer.Section("quantisation", () => writer.Number("bits", job.Quantisation.Bits));
        writer.Section("timeouts", () => writer.Number("phase_seconds", job.Timeouts.PhaseSeconds));
        return writer.ToString();
    }

    private static void Write(DocumentWriter writer, ModelSpec model)
    {
        writer.Word("kind", ModelReader.WordOf(model.Kind));
        if (model.Kind == ModelKind.Mlp)
        {
            writer.Numbers("hidden", model.Hidden);
            writer.Number("dropout", model.Dropout);
        }
    }

    private static void Write(DocumentWriter writer, TrainingSpec training)
    {
        writer.Number("rounds", training.Rounds);
        writer.Number("local_epochs", training.LocalEpochs);
        writer.Number("batch_size", training.BatchSize);
        writer.Number("learning_rate", training.LearningRate);
        writer.Number("weight_decay", training.WeightDecay);
        writer.Number("clip_norm", training.ClipNorm);
    }
}
