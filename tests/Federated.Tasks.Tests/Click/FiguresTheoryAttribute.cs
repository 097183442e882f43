namespace Federated.Tasks.Tests.Click;

/// <summary>Minutes long, for figures alone: runs when the environment asks for them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FiguresTheoryAttribute : TheoryAttribute
{
    public const string Switch = "FEDERATED_FIGURES";

    public FiguresTheoryAttribute()
    {
        if (Environment.GetEnvironmentVariable(Switch) != "1")
            Skip = $"Minutes long; set {Switch}=1.";
    }
}
