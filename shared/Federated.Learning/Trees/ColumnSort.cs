namespace Federated.Learning.Trees;

/// <summary>Sorts binary32 values by three counting passes over eleven bits each (least significant digit first).</summary>
internal static class ColumnSort
{
    private const int Digits = 3;
    private const int Radix = 1 << 11;

    /// <summary>Sorts ascending; −0 comes before 0. No value is NaN.</summary>
    public static void Sort(Span<float> values)
    {
        var keys = new uint[values.Length];
        var counts = new int[Digits * Radix];
        for (int index = 0; index < keys.Length; index++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(values[index]);
            uint key = bits ^ ((uint)((int)bits >> 31) | 0x80000000u);
            keys[index] = key;
            counts[key & (Radix - 1)]++;
            counts[Radix + (int)((key >> 11) & (Radix - 1))]++;
            counts[(2 * Radix) + (int)(key >> 22)]++;
        }

        uint[] from = keys, to = new uint[keys.Length];
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> next = counts.AsSpan(digit * Radix, Radix);
            int before = 0;
            foreach (ref int count in next)
                (count, before) = (before, before + count);
            foreach (uint key in from)
                to[next[(int)((key >> (11 * digit)) & (Radix - 1))]++] = key;
            (from, to) = (to, from);
        }

        for (int index = 0; index < from.Length; index++)
        {
            uint key = from[index];
            values[index] = BitConverter.UInt32BitsToSingle(key ^ ((uint)~((int)key >> 31) | 0x80000000u));
        }
    }
}
