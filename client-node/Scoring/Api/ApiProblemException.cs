namespace Federated.ClientNode.Scoring.Api;

/// <summary>A request is refused.</summary>
internal sealed class ApiProblemException(ApiProblem problem) : Exception(problem.Title)
{
    public ApiProblem Problem { get; } = problem;
}
