using System.Reflection;
using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

/// <summary>
/// On a processor with every instruction, code that forgets to ask for them works as well. Hence the compiled library is read: a method that needs instructions must
/// ask for them or be told of them, or else only be called by such methods, and no such method may be outside the kernels.
/// </summary>
public sealed class InstructionGuardTests
{
    private static readonly CompiledMethod[] Methods =
    [
        .. typeof(VectorMath).Assembly.GetTypes()
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .OfType<MethodBase>().Select(method => new CompiledMethod(method)),
    ];

    [Fact]
    public void Library_InstructionsOfSomeProcessors_AreAskedForInsideTheKernels()
    {
        HashSet<CompiledMethod> unasked = FindUnasked();

        Assert.Contains(unasked, method => method.Method.DeclaringType == typeof(Lanes512));
        Assert.Contains(unasked, method => method.Method.DeclaringType == typeof(DotBlocks));
        string[] faults = [.. unasked.Where(method => method.Method.DeclaringType!.Namespace != typeof(VectorMath).Namespace)
            .Select(method => $"{method.Method.DeclaringType}.{method.Method.Name} needs instructions that not every processor has, and nothing on the way there asks for them")];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
        Assert.DoesNotContain(unasked, method => method.Method.DeclaringType == typeof(VectorMath)
            && method.Method.GetParameters() is [{ ParameterType: var type }] && type == typeof(System.Runtime.Intrinsics.Vector512<float>));
    }

    private static HashSet<CompiledMethod> FindUnasked()
    {
        HashSet<CompiledMethod> unasked = [.. Methods.Where(method => method.NeedsInstructions && !IsGuarded(method))];
        ILookup<Type?, CompiledMethod> byType = Methods.ToLookup(method => method.Method.DeclaringType);
        for (int before = -1; before != unasked.Count;)
        {
            before = unasked.Count;
            HashSet<(Module, int)> keys = [.. unasked.Select(method => CompiledMethod.Key(method.Method))];
            unasked.UnionWith(Methods.Where(method => !IsGuarded(method)
                && (method.Called.Overlaps(keys) || method.Types.Any(type => byType[type].Any(unasked.Contains)))).ToList());
        }

        return unasked;
    }

    private static bool IsGuarded(CompiledMethod method) => method.AsksProcessor || method.TakesPath;
}
