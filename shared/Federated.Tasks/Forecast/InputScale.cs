namespace Federated.Tasks.Forecast;

/// <summary>What an input is measured by.</summary>
/// <param name="Centre">The joint median.</param>
/// <param name="Spread">Above 0: about a standard deviation; 1 of an input that does not vary.</param>
internal readonly record struct InputScale(double Centre, double Spread);
