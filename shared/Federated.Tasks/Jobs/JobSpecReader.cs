using System.Globalization;
using Federated.Tasks.Documents;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>Reads a job's section and names every fault. Null after a fault that leaves no job to speak of.</summary>
internal static class JobSpecReader
{
    public static JobSpec? Read(DocumentSection section, IReadOnlyCollection<string> knownTasks)
    {
        string name = section.RequiredName("name");
        string task = Task(section, knownTasks);
        DataContract? contract = section.Section("contract") is { } written ? DataContractReader.Read(written) : null;
        if (!section.Has("contract"))
            section.Missing("contract");
        ModelSpec model = section.Section("model") is { } modelSection ? ModelReader.Read(modelSection) : new();
        TrainingSpec training = section.Section("training") is { } trainingSection ? Training(trainingSection) : new();
        EvaluationSpec evaluation = section.Section("evaluation") is { } evaluationSection ? Evaluation(evaluationSection, name) : new() { Salt = name };
        CohortSpec cohort = section.Section("cohort") is { } cohortSection ? Cohort(cohortSection) : new();
        QuantisationSpec quantisation = section.Section("quantisation") is { } bitsSection ? Quantisation(bitsSection) : new();
        TimeoutSpec timeouts = section.Section("timeouts") is { } timeoutSection ? Timeouts(timeoutSection) : new();
        section.Close();
        if (contract is null)
            return null;
        RequireModelSize(section, model, contract);
        return new JobSpec
        {
            Name = name,
            Task = task,
            Contract = contract,
            Model = model,
            Training = training,
            Evaluation = evaluation,
            Cohort = cohort,
            Quantisation = quantisation,
            Timeouts = timeouts,
        };
    }

    private static void RequireModelSize(DocumentSection section, ModelSpec model, DataContract contract)
    {
        if (ModelSize.Of(model, contract) is var size && size <= ModelSize.MostParameters)
            return;
        string what = string.Create(
            CultureInfo.InvariantCulture, $"with the inputs of this contract the model would have {size:N0} parameters; a job has at most {ModelSize.MostParameters:N0}");
        section.Fault("model", "SIZE", what, "make the hidden layers smaller, or declare fewer category values");
    }

    private static string Task(DocumentSection section, IReadOnlyCollection<string> knownTasks)
    {
        string task = section.RequiredText("task");
        if (task.Length > 0 && !knownTasks.Contains(task, StringComparer.Ordinal))
        {
            string nearest = NearestWord.Find(task, knownTasks) is { } found ? $"did you mean '{found}'? " : "";
            section.Fault("task", "TASK", $"no task is called '{Shown.Of(task)}'", $"{nearest}known tasks: {string.Join(", ", knownTasks.Order(StringComparer.Ordinal))}");
        }
        return task;
    }

    private static TrainingSpec Training(DocumentSection section)
    {
        var standard = new TrainingSpec();
        var training = new TrainingSpec
        {
            Rounds = section.WholeNumber("rounds", 1, 1000, standard.Rounds),
            LocalEpochs = section.WholeNumber("local_epochs", 1, 100, standard.LocalEpochs),
            BatchSize = section.WholeNumber("batch_size", 1, 65536, standard.BatchSize),
            LearningRate = section.Number("learning_rate", new NumberRange(0, 10, MinimumExcluded: true), standard.LearningRate),
            WeightDecay = section.Number("weight_decay", new NumberRange(0, 1), standard.WeightDecay),
            ClipNorm = section.Number("clip_norm", new NumberRange(0, 1e6, MinimumExcluded: true), standard.ClipNorm),
        };
        section.Close();
        return training;
    }

    private static EvaluationSpec Evaluation(DocumentSection section, string jobName)
    {
        var range = new NumberRange(0, 1, MinimumExcluded: true, MaximumExcluded: true);
        double fraction = section.Number("test_fraction", range, 0.2);
        string salt = section.OptionalText("salt", maximumLength: 100) ?? jobName;
        if (!salt.EnumerateRunes().All(Shown.IsPrintable))
            section.Fault("salt", "VALUE", "the salt holds an invisible character", "use visible characters");
        section.Close();
        return new EvaluationSpec { TestFraction = fraction, Salt = salt };
    }

    private static CohortSpec Cohort(DocumentSection section)
    {
        var standard = new CohortSpec();
        var cohort = new CohortSpec
        {
            Minimum = section.WholeNumber("minimum", 3, 10_000, standard.Minimum),
            Collusion = section.Number("collusion", new NumberRange(0, 0.5, MaximumExcluded: true), standard.Collusion),
            Dropout = section.Number("dropout", new NumberRange(0, 0.45), standard.Dropout),
        };
        if (cohort.Collusion + (2 * cohort.Dropout) > 0.9 + 1e-9)
            section.Fault("dropout", "RANGE", "collusion + 2 × dropout is above 0.9, so no unmasking threshold exists", "lower one of them; the defaults are 0.2 and 0.34");
        section.Close();
        return cohort;
    }

    private static QuantisationSpec Quantisation(DocumentSection section)
    {
        var quantisation = new QuantisationSpec { Bits = section.WholeNumber("bits", 8, 24, new QuantisationSpec().Bits) };
        section.Close();
        return quantisation;
    }

    private static TimeoutSpec Timeouts(DocumentSection section)
    {
        var timeouts = new TimeoutSpec { PhaseSeconds = section.WholeNumber("phase_seconds", 1, 86_400, new TimeoutSpec().PhaseSeconds) };
        section.Close();
        return timeouts;
    }
}
