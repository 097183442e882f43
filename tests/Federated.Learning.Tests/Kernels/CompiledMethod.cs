using System.Reflection;
using System.Reflection.Emit;
using Federated.Learning.Kernels;

namespace Federated.Learning.Tests.Kernels;

/// <summary>What a compiled method mentions: read from its instructions (ECMA-335, partition III).</summary>
internal sealed class CompiledMethod
{
    private const string Instructions = "System.Runtime.Intrinsics.X86";

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    public CompiledMethod(MethodBase method)
    {
        Method = method;
        TakesPath = method.GetParameters().Any(parameter => parameter.ParameterType == typeof(VectorPath));
        foreach (MemberInfo member in Mentions(method))
        {
            Type? owner = member as Type ?? member.DeclaringType;
            if (owner?.Namespace == Instructions)
            {
                AsksProcessor |= member.Name == "get_IsSupported";
                NeedsInstructions |= member.Name != "get_IsSupported";
            }

            AsksProcessor |= member is MethodBase && (owner == typeof(Processor) || (owner == typeof(Sixteen) && member.Name == "get_IsOneVector"));
            if (member is MethodBase called)
                Called.Add(Key(called));
            foreach (Type type in Arguments(owner).Concat(member is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericArguments().SelectMany(Nested) : []))
                Types.Add(type);
        }

        NeedsInstructions |= Types.Contains(typeof(Lanes512)) || Types.Contains(typeof(Lanes256));
    }

    public MethodBase Method { get; }

    /// <summary>Whether it runs an instruction that not every processor has.</summary>
    public bool NeedsInstructions { get; }

    /// <summary>Whether it asks what the processor has.</summary>
    public bool AsksProcessor { get; }

    /// <summary>Whether it was told what the processor has.</summary>
    public bool TakesPath { get; }

    public HashSet<(Module Module, int Token)> Called { get; } = [];

    /// <summary>Types that stand as arguments of generic types and methods: their methods are called through them.</summary>
    public HashSet<Type> Types { get; } = [];

    public static (Module Module, int Token) Key(MethodBase method) => (method.Module, method.MetadataToken);

    private static IEnumerable<Type> Arguments(Type? type) => type is { IsGenericType: true } ? type.GetGenericArguments().SelectMany(Nested) : [];

    private static IEnumerable<Type> Nested(Type type) => [type, .. Arguments(type)];

    private static IEnumerable<MemberInfo> Mentions(MethodBase method)
    {
        byte[] code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        Type[]? typeArguments = method.DeclaringType?.GetGenericArguments(), methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (int at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE)
                value = 0xFE00 | code[at++];
            OperandType operand = Codes[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineField
                && method.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments) is { } member)
                yield return member;
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }
}
