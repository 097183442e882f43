using Federated.Tasks.Documents;
using Federated.Tasks.Items;
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
        if (job.Items.Count > 0)
            writer.Section(ItemCatalogueDocument.Key, () => ItemCatalogueDocument.Write(writer, job.Items));
        writer.Section("model", () => ModelReader.Write(writer, job.Model));
        writer.Section("training", () => TrainingReader.Write(writer, job.Training));
        if (job.Robust is { } robust)
            writer.Section("robust", () => RobustReader.Write(writer, robust));
        if (job.Features.Count > 0)
            writer.Section("features", () => FeatureSpecReader.Write(writer, job.Features));
        if (job.Options.Values.Count > 0)
            writer.Section("options", () => TaskOptionsReader.Write(writer, job.Options));
        writer.Section("evaluation", () =>
        {
            writer.Number("test_fraction", job.Evaluation.TestFraction);
            writer.Number("validation_fraction", job.Evaluation.ValidationFraction);
            writer.Text("salt", job.Evaluation.Salt);
        });
        writer.Section("cohort", () =>
        {
            writer.Number("minimum", job.Cohort.Minimum);
            writer.Number("collusion", job.Cohort.Collusion);
            writer.Number("dropout", job.Cohort.Dropout);
        });
        writer.Section("quantisation", () =>
        {
            writer.Number("bits", job.Quantisation.Bits);
            // Written only when it is not the default: a job from before there was a choice keeps its hash.
            if (job.Quantisation.Rotate)
                writer.Truth("rotate", true);
        });
        writer.Section("timeouts", () => writer.Number("phase_seconds", job.Timeouts.PhaseSeconds));
        return writer.ToString();
    }
}
