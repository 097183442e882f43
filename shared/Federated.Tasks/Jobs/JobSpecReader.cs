using System.Globalization;
using Federated.Tasks.Documents;
using Federated.Tasks.Items;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Jobs;

/// <summary>Reads a job's section and names every fault. Null after a fault that leaves no job to speak of.</summary>
internal static class JobSpecReader
{
    private static readonly ModelKind[] EveryModel = Enum.GetValues<ModelKind>();

    public static JobSpec? Read(DocumentSection section, IReadOnlyCollection<TaskDeclaration> knownTasks, Func<string, string>? companion)
    {
        string name = section.RequiredName("name");
        TaskDeclaration? task = Task(section, knownTasks);
        ItemCatalogue items = ItemCatalogueDocument.Read(section, companion);
        DataContract? contract = section.Section("contract") is { } written ? DataContractReader.Read(written, items.Ids, task?.Rows ?? RowKind.Customers) : null;
        if (!section.Has("contract"))
            section.Missing("contract");
        ModelSpec model = ModelReader.Read(section.Section("model"), task?.Models ?? EveryModel);
        TrainingSpec training = TrainingReader.Read(section.Section("training"), model.Kind);
        FeatureSpec[] features = section.Section("features") is { } featureSection ? FeatureSpecReader.Read(featureSection, contract) : [];
        TaskOptions options = section.Section("options") is var optionSection && task is not null ? TaskOptionsReader.Read(optionSection, task.Options, contract) : TaskOptions.None;
        EvaluationSpec evaluation = section.Section("evaluation") is { } evaluationSection ? Evaluation(evaluationSection, name) : new() { Salt = name };
        CohortSpec cohort = section.Section("cohort") is { } cohortSection ? Cohort(cohortSection) : new();
        RobustSpec? robust = section.Section("robust") is { } robustSection ? RobustReader.Read(robustSection, model.Kind, training.Algorithm, cohort) : null;
        QuantisationSpec quantisation = section.Section("quantisation") is { } bitsSection ? Quantisation(bitsSection, training.Algorithm) : new();
        TimeoutSpec timeouts = section.Section("timeouts") is { } timeoutSection ? Timeouts(timeoutSection) : new();
        section.Close();
        if (contract is null || task is null)
            return null;
        RequireLabel(section, task, contract);
        RequireItem(section, task, contract, items);
        RequireModelSize(section, model, training, contract);
        return new JobSpec
        {
            Name = name,
            Task = task.Name,
            Contract = contract,
            Items = items,
            Model = model,
            Training = training,
            Robust = robust,
            Features = features,
            Options = options,
            Evaluation = evaluation,
            Cohort = cohort,
            Quantisation = quantisation,
            Timeouts = timeouts,
        };
    }

    private static void RequireModelSize(DocumentSection section, ModelSpec model, TrainingSpec training, DataContract contract)
    {
        long most = ModelSize.MostParameters(training);
        if (ModelSize.Of(model, contract) is var size && size <= most)
            return;
        string what = string.Create(
            CultureInfo.InvariantCulture, $"with the inputs of this contract the model would have {size:N0} parameters; a job trained by {TrainingReader.WordOf(training.Algorithm)} has at most {most:N0}");
        section.Fault("model", "SIZE", what, "make the hidden layers smaller, or declare fewer category values");
    }

    private static TaskDeclaration? Task(DocumentSection section, IReadOnlyCollection<TaskDeclaration> knownTasks)
    {
        string word = section.RequiredText("task");
        if (knownTasks.FirstOrDefault(each => each.Name == word) is { } task)
            return task;
        if (word.Length > 0)
        {
            string[] names = [.. knownTasks.Select(each => each.Name).Order(StringComparer.Ordinal)];
            string nearest = NearestWord.Find(word, names) is { } found ? $"did you mean '{found}'? " : "";
            section.Fault("task", "TASK", $"no task is called '{Shown.Of(word)}'", $"{nearest}known tasks: {string.Join(", ", names)}");
        }

        return null;
    }

    private static void RequireLabel(DocumentSection section, TaskDeclaration task, DataContract contract)
    {
        if (!task.Labels.Contains(contract.LabelKind))
            section.Fault("contract", "LABEL", $"the label of the contract is {WordsOf(contract.LabelKind)}, but task {task.Name} takes {string.Join(" or ", task.Labels.Select(WordsOf))}", "change the field with 'role: label'");
        if (task.NeedsText && !contract.Features.Any(field => field.IsText))
            section.Fault("contract", "TEXT", $"task {task.Name} learns from texts, and no feature of the contract is one", "add a field with 'type: text'");
    }

    private static void RequireItem(DocumentSection section, TaskDeclaration task, DataContract contract, ItemCatalogue items)
    {
        if (task.NeedsItem && contract.Item is null)
            section.Fault("contract", "ITEM", $"task {task.Name} is about items, and no field of the contract is one", "add a field with 'role: item'");
        if (!task.NeedsItem && contract.Item is { } item)
            section.Fault("contract", "ITEM", $"task {task.Name} knows no items, and the field {item.Name} is one", "change its role, or leave it out");
        if (items.Count > 0 && contract.Item is not { Type: FieldType.Category })
            section.Fault(ItemCatalogueDocument.Key, "ITEM", "the job has items, and no field of the contract takes its values from them", "add a field with 'type: category, role: item', or leave the items out");
        if (task.Rows == RowKind.Events && task.NeedsItem && contract.Id is null)
            section.Fault("contract", "ID", $"task {task.Name} has to know which rows are of one customer, and no field of the contract names the customer", "add a field with 'role: id'");
    }

    private static string WordsOf(LabelKind kind) => kind switch
    {
        LabelKind.None => "none",
        LabelKind.TwoClasses => "a boolean, or a category with its positive value",
        LabelKind.Classes => "a category of several classes",
        _ => "a number",
    };

    private static EvaluationSpec Evaluation(DocumentSection section, string jobName)
    {
        var range = new NumberRange(0, 1, MinimumExcluded: true, MaximumExcluded: true);
        double fraction = section.Number("test_fraction", range, 0.2);
        double validation = section.Number("validation_fraction", new NumberRange(0, 0.5), 0.2);
        string salt = section.OptionalText("salt", maximumLength: 100) ?? jobName;
        if (!salt.EnumerateRunes().All(Shown.IsPrintable))
            section.Fault("salt", "VALUE", "the salt holds an invisible character", "use visible characters");
        section.Close();
        return new EvaluationSpec { TestFraction = fraction, ValidationFraction = validation, Salt = salt };
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

    private static QuantisationSpec Quantisation(DocumentSection section, TrainingAlgorithm algorithm)
    {
        var standard = new QuantisationSpec();
        bool rotates = section.Truth("rotate", standard.Rotate);
        if (rotates && algorithm == TrainingAlgorithm.Exact)
            section.Fault("rotate", "VALUE", "this job trains by exact sums, which are not rotated: they have as many bits as they need", "leave it out, or train by averaging, for example with 'model: {kind: mlp}'");
        var quantisation = new QuantisationSpec { Bits = section.WholeNumber("bits", rotates ? 6 : 8, 24, standard.Bits), Rotate = rotates };
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
