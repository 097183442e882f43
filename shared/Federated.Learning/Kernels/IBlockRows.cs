namespace Federated.Learning.Kernels;

/// <summary>The rows of a register block as a constant of the compiled code: branches on it vanish, accumulators of absent rows too.</summary>
internal interface IBlockRows
{
    static abstract int Count { get; }
}

internal readonly struct Rows1 : IBlockRows { public static int Count => 1; }

internal readonly struct Rows2 : IBlockRows { public static int Count => 2; }

internal readonly struct Rows3 : IBlockRows { public static int Count => 3; }

internal readonly struct Rows4 : IBlockRows { public static int Count => 4; }

internal readonly struct Rows5 : IBlockRows { public static int Count => 5; }

internal readonly struct Rows6 : IBlockRows { public static int Count => 6; }

internal readonly struct Rows7 : IBlockRows { public static int Count => 7; }

internal readonly struct Rows8 : IBlockRows { public static int Count => 8; }

internal readonly struct Rows9 : IBlockRows { public static int Count => 9; }

internal readonly struct Rows10 : IBlockRows { public static int Count => 10; }

internal readonly struct Rows11 : IBlockRows { public static int Count => 11; }

internal readonly struct Rows12 : IBlockRows { public static int Count => 12; }
