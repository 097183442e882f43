namespace Federated.Learning.Kernels;

/// <summary>A single value.</summary>
internal readonly unsafe struct Lanes1 : ILanes<float>
{
    private const int RootOfHalf = 0x3F3504F3;

    public static int Count => 1;

    public static float Load(float* source) => *source;

    public static void Store(float* target, float values) => *target = values;

    public static float LoadFirst(float* source, int lanes) => *source;

    public static void StoreFirst(float* target, float values, int lanes) => *target = values;

    public static float Create(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Subtract(float left, float right) => left - right;

    public static float Multiply(float left, float right) => left * right;

    public static float Divide(float left, float right) => left / right;

    public static float MultiplyAdd(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    public static float SquareRoot(float value) => MathF.Sqrt(value);

    public static float AtMost(float value, float bound) => bound < value ? bound : value;

    public static float AtLeast(float value, float bound) => bound > value ? bound : value;

    public static float Magnitude(float value) => MathF.Abs(value);

    public static float CopySign(float magnitude, float sign) => MathF.CopySign(magnitude, sign);

    public static float Round(float value) => MathF.Round(value);

    public static float Scale(float value, float power) => float.IsNaN(power) ? power : MathF.ScaleB(value, (int)power);

    public static float Mantissa(float value, out float power)
    {
        int exponent = (BitConverter.SingleToInt32Bits(value) - RootOfHalf) >> 23;
        power = exponent;
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) - (exponent << 23));
    }

    public static float WhereBelow(float value, float bound, float then, float otherwise) => value < bound ? then : otherwise;
}
