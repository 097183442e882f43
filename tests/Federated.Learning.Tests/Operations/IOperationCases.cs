namespace Federated.Learning.Tests.Operations;

/// <summary>Cases of some rows of the table of operations. Every class of the tests that implements this is found.</summary>
internal interface IOperationCases
{
    static IReadOnlyList<OperationCase> All { get; } =
    [
        .. typeof(IOperationCases).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IOperationCases)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(type => ((IOperationCases)Activator.CreateInstance(type)!).Cases),
    ];

    IEnumerable<OperationCase> Cases { get; }
}
