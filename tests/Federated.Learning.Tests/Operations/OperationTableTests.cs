using System.Reflection;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Tests.Operations;

public sealed class OperationTableTests
{
    // Fourth-order central differences in a float32 graph, the functional summed in float64: at a step of 0.02 the series' rest is below 1e-6 and rounding below
    // 3e-5 of the largest slope for the cases here.
    private const float Step = 0.02f;
    private const double Tolerance = 2e-4;

    public static TheoryData<int, string> Numbers
    {
        get
        {
            var numbers = new TheoryData<int, string>();
            foreach ((int index, OperationCase one) in IOperationCases.All.Index())
                numbers.Add(index, one.ToString());
            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Backward_EveryElementOfEveryInput_AgreesWithFiniteDifferences(int number, string title)
    {
        OperationCase one = IOperationCases.All[number];
        var values = new CaseValues();
        var test = new CaseGraph(values);
        Tensor output = one.Build(test);
        float[] functional = Functional(output.Length);
        test.Graph.Forward(training: true);
        test.Graph.Backward(output, functional);
        float[][] gradients = [.. test.Tensors.Select(tensor => tensor.Gradient.ToArray())];

        for (int input = 0; input < gradients.Length; input++)
        {
            double[] slopes = [.. Enumerable.Range(0, gradients[input].Length).Select(element => Slope(one, values, functional, input, element))];
            double scale = Math.Max(1, slopes.Max(Math.Abs));
            for (int element = 0; element < slopes.Length; element++)
            {
                Assert.True(
                    Math.Abs(slopes[element] - gradients[input][element]) <= Tolerance * scale,
                    $"{title}: the gradient of input {input} at {element} is {gradients[input][element]}; finite differences give {slopes[element]}.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Backward_OneTwoOrThreeThreads_GiveTheSameBits(int number, string title)
    {
        Assert.NotEmpty(title);
        OperationCase one = IOperationCases.All[number];
        uint[] expected = Bits(one, Workers.CallingThread);
        foreach (int threads in new[] { 2, 3 })
        {
            using var workers = new Workers(threads);
            Assert.Equal(expected, Bits(one, workers));
        }
    }

    [Fact]
    public void Entries_EveryRow_HasACaseAndAMethod()
    {
        HashSet<string> cases = [.. IOperationCases.All.Select(one => one.Operation)];
        HashSet<string> methods =
        [
            .. typeof(OperationTable).Assembly.GetTypes()
                .Where(type => type.Namespace == typeof(OperationTable).Namespace && type is { IsPublic: true, IsAbstract: true, IsSealed: true })
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Select(method => method.Name),
        ];
        string[] rows = [.. OperationTable.Entries.Select(entry => entry.Name)];
        Assert.Equal([], rows.Except(cases));
        Assert.Equal([], rows.Except(methods));
        Assert.Equal(rows.Length, rows.Distinct().Count());
    }

    [Fact]
    public void Entries_EveryOperationOfTheLibrary_IsRunByACaseOfARow()
    {
        HashSet<string> rows = [.. OperationTable.Entries.Select(entry => entry.Name)];
        Assert.Empty(IOperationCases.All.Where(one => !rows.Contains(one.Operation)).Select(one => one.ToString()));

        var run = new HashSet<Type>();
        foreach (OperationCase one in IOperationCases.All)
        {
            var test = new CaseGraph(new CaseValues());
            one.Build(test);
            foreach (Operation operation in test.Graph.Operations)
            {
                Type type = operation.GetType();
                run.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
                run.UnionWith(type.GenericTypeArguments);
            }
        }

        IEnumerable<Type> wanted = typeof(Operation).Assembly.GetTypes().Where(type
            => (type.IsAssignableTo(typeof(Operation)) && !type.IsAbstract)
            || (type.IsValueType && (type.IsAssignableTo(typeof(IUnaryRule)) || type.IsAssignableTo(typeof(IBinaryRule)))));
        Assert.Empty(wanted.Where(type => !run.Contains(type)).Select(type => type.Name));
    }

    private static double Slope(OperationCase one, CaseValues values, float[] functional, int input, int element)
    {
        ref float value = ref values.Arrays[input][element];
        float saved = value;
        double At(ref float moved, float step)
        {
            moved = saved + step;
            return Value(one, values, functional);
        }

        double near = At(ref value, Step), nearBelow = At(ref value, -Step), far = At(ref value, 2 * Step), farBelow = At(ref value, -2 * Step);
        value = saved;
        return ((8 * (near - nearBelow)) - (far - farBelow)) / (12 * Step);
    }

    private static double Value(OperationCase one, CaseValues values, float[] functional)
    {
        var test = new CaseGraph(values);
        Tensor output = one.Build(test);
        test.Graph.Forward(training: true);
        double sum = 0;
        for (int index = 0; index < functional.Length; index++)
            sum += (double)output.Values[index] * functional[index];
        return sum;
    }

    private static uint[] Bits(OperationCase one, Workers workers)
    {
        var test = new CaseGraph(new CaseValues(), workers);
        Tensor output = one.Build(test);
        test.Graph.Forward(training: true);
        test.Graph.Backward(output, Functional(output.Length));
        return [.. output.Values.ToArray().Concat(test.Tensors.SelectMany(tensor => tensor.Gradient.ToArray())).Select(BitConverter.SingleToUInt32Bits)];
    }

    private static float[] Functional(int length)
    {
        var source = new SeededGenerator(23);
        return [.. Enumerable.Range(0, length).Select(_ => (float)((2 * source.NextDouble()) - 1))];
    }
}
