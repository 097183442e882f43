using Federated.Tasks.Documents;

namespace Federated.Tasks.Jobs;

/// <summary>Reads and writes <c>robust:</c>.</summary>
internal static class RobustReader
{
    private const int MostPartners = 10_000;
    private static readonly string[] Methods = ["geometric-median", "median", "trimmed-mean"];

    public static RobustSpec Read(DocumentSection section, ModelKind model, TrainingAlgorithm algorithm, CohortSpec cohort)
    {
        string? method = section.RequiredChoice("method", Methods);
        var robust = new RobustSpec
        {
            Method = (RobustMethod)Math.Max(0, Array.IndexOf(Methods, method)),
            Tolerate = section.WholeNumber("tolerate", 1, 1000, 1),
            Norm = section.Has("norm") ? section.Number("norm", new NumberRange(0, 1e6, MinimumExcluded: true), 1) : null,
        };
        section.Close();
        RequireAveraging(section, model, algorithm);
        if (method is not null)
            RequireCohort(section, robust, cohort);
        return robust;
    }

    public static void Write(DocumentWriter writer, RobustSpec robust)
    {
        writer.Word("method", Methods[(int)robust.Method]);
        writer.Number("tolerate", robust.Tolerate);
        if (robust.Norm is { } norm)
            writer.Number("norm", norm);
    }

    private static void RequireAveraging(DocumentSection section, ModelKind model, TrainingAlgorithm algorithm)
    {
        bool isAveraged = model is ModelKind.Mlp or ModelKind.Gru or ModelKind.Gru4Rec or ModelKind.SasRec or ModelKind.TwoTower
            || (model == ModelKind.Logistic && algorithm != TrainingAlgorithm.Exact);
        if (!isAveraged)
        {
            section.Fault(
                null, "ROBUST", "this job does not average updates: it is trained from exact sums, for which there is no robust form",
                "leave 'robust:' out, or train by averaging: model mlp, gru, gru4rec, sasrec or two_tower, or logistic with 'algorithm: fedavg'");
        }

        if (algorithm == TrainingAlgorithm.Scaffold)
            section.Fault(null, "ROBUST", "the control variates of scaffold have to be summed exactly, so they cannot be made robust", "choose another algorithm, for example 'algorithm: fedprox'");
    }

    private static void RequireCohort(DocumentSection section, RobustSpec robust, CohortSpec cohort)
    {
        if (!robust.IsGrouped && cohort.Minimum < robust.LeastParts)
        {
            section.Fault(
                "tolerate", "ROBUST", $"to bear {robust.Tolerate} bad partners every sum must be over at least {robust.LeastParts} (2 × {robust.Tolerate} + 3), and the smallest cohort is {cohort.Minimum}",
                $"write 'cohort: {{minimum: {robust.LeastParts}}}' or more, or tolerate fewer");
        }
        else if ((long)robust.LeastParts * cohort.Minimum > MostPartners && robust.IsGrouped)
        {
            section.Fault(
                "tolerate", "ROBUST", $"{robust.LeastParts} groups (2 × {robust.Tolerate} + 3) of at least {cohort.Minimum} partners are more than {MostPartners} partners", "tolerate fewer, or lower the minimum of the cohort");
        }
    }
}
