"""一个窗口,一条队,二十行。One window, one line, twenty lines."""
import random, simpy

def visit(office, window, chance, days):      # 一件事怎么走:来、等、办、走 | one case: comes, waits, is served, leaves
    came = office.now                         # 来:看一眼时间 | it comes: a look at the clock
    with window.request() as turn:            # 取号 | it takes a number
        yield turn                            # 等,直到叫到自己 | and waits for its turn
        yield office.timeout(chance.expovariate(10))       # 办:平均十分之一天 | served: a tenth of a day on average
    days.append(office.now - came)            # 走:记下这件事用了几天 | it leaves: its days are noted

def arrivals(office, window, chance, days):   # 门口:平均每天来八件,来得没有规律 | the door: eight a day on average, at random
    while True:
        yield office.timeout(chance.expovariate(8))
        office.process(visit(office, window, chance, days))

office, chance, days = simpy.Environment(), random.Random(1), []
office.process(arrivals(office, simpy.Resource(office, capacity=1), chance, days))
office.run(until=20_000)                      # 开门两万天 | open for twenty thousand days
each, per_day = sum(days) / len(days), len(days) / 20_000
print(f"只跑一次(种子 1,没有区间):每天办结 {per_day:.2f} 件,平均每件 {each:.3f} 天。One run (seed 1, no interval): {per_day:.2f} closed a day, {each:.3f} days each.")
print(f"那么在办的平均有 {per_day * each:.2f} 件。So {per_day * each:.2f} are open on average.")
