using Federated.Computations;
using Federated.Computations.Experience;
using Federated.Learning.State;
using Federated.Tasks.Fitting;
using Federated.Tasks.Schema;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Experience;

/// <summary>Counts of all nodes' answers by the groups of one field (or of none) and by period, in one round. All rows count: nothing is fitted that would need some held out.</summary>
internal sealed class SurveyStage(string name, SurveyFields fields, ContractField? group, bool withDrivers) : Stage<ExperienceState, IAnswerSums>(name)
{
    public override int MostRounds => 1;

    /// <summary>The field whose groups are told apart.</summary>
    public ContractField? Group => group;

    /// <summary>What is asked.</summary>
    public ExperienceRequest Request { get; } = fields.Request(group, withDrivers);

    /// <summary>The same of one partner's own answers; null when there are none.</summary>
    public ExperienceResult? Own(ITaskRows? own) => OwnRows.HaveLabels(own) ? OwnRows.Alone(new FederatedExperience(), new ExperienceState(Request), Sums(own!)).Result : null;

    protected override IComputation<ExperienceState, IAnswerSums> Computation(TaskState state) => new FederatedExperience();

    protected override ExperienceState Start(TaskState before) => new(Request);

    protected override ExperienceState Read(ModelSnapshot part, TaskState state) => part.Tensors.IsEmpty ? new(Request) : new(Request, ExperienceSnapshot.Read(part, Request));

    protected override ModelSnapshot Write(ExperienceState state) => state.Result is { } result ? ExperienceSnapshot.Write(result) : new ModelSnapshot([]);

    protected override IAnswerSums Data(TaskState state, TaskData data) => Sums(data.Rows);

    private AnswerSums Sums(ITaskRows rows) => new(rows.Batches().SelectMany(batch => fields.Answers(batch, group, withDrivers)));
}
