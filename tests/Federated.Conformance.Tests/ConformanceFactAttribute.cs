namespace Federated.Conformance.Tests;

/// <summary>A test against published vectors. Without them it is skipped, unless they are required: then it runs, and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceFactAttribute : FactAttribute
{
    public ConformanceFactAttribute()
    {
        if (!ReferenceMaterial.IsPresent && !ReferenceMaterial.IsRequired)
        {
            Skip = "There is no folder shared/vectors beside the repository. Put the reference vectors there to run this test.";
        }
    }
}
