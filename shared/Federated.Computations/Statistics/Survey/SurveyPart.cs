namespace Federated.Computations.Statistics.Survey;

/// <summary>One computation of a survey: what it asks next, and the survey's state once it has its answers.</summary>
internal sealed record SurveyPart(IReadOnlyList<ColumnSum> Sums, Func<SurveyState, SumAnswers, SurveyState> Answer)
{
    /// <summary>A computation's part, as its state asks.</summary>
    public static SurveyPart Of<TState>(JointSums<TState> computation, TState state, Func<SurveyState, TState, SurveyState> put) => new(
        computation.IsDone(state) ? [] : computation.Ask(state),
        (survey, answers) => put(survey, computation.Answer(state, answers)));
}
