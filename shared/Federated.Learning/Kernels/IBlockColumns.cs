namespace Federated.Learning.Kernels;

/// <summary>Whether a register block has all its columns, as a constant of the compiled code: making a mask costs a slot of the multiplier in every step.</summary>
internal interface IBlockColumns
{
    static abstract bool AreAll { get; }
}

internal readonly struct FullColumns : IBlockColumns { public static bool AreAll => true; }

internal readonly struct PartOfColumns : IBlockColumns { public static bool AreAll => false; }
