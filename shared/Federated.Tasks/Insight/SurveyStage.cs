using Federated.Computations;
using Federated.Computations.Statistics;
using Federated.Computations.Statistics.Survey;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Insight;

/// <summary>All joint statistics of all rows, those held out elsewhere too: nothing is trained on them.</summary>
internal sealed class SurveyStage(SurveyPlan plan, InsightColumns columns) : Stage<SurveyState, IColumnSums>("survey")
{
    public override string? InsteadOfRows => null;

    public override int MostRounds => plan.Rounds;

    protected override IComputation<SurveyState, IColumnSums> Computation(TaskState state) => new FederatedSurvey();

    protected override SurveyState Start(TaskState before) => SurveyState.Begin(plan);

    protected override SurveyState Read(ModelSnapshot part, TaskState state) => SurveySnapshot.Read(part, plan);

    protected override ModelSnapshot Write(SurveyState state) => SurveySnapshot.Write(state);

    protected override IColumnSums Data(TaskState state, TaskData data) => columns.SumsOf(data.Rows);
}
